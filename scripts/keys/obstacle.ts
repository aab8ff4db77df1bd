/** Something that whoever runs the command must do first; the message says what. */
export class Obstacle extends Error {
  override name = "Obstacle";
}
