import { describe, expect, it } from "vitest";
import { latinSounds } from "./latin-sound";
import { soundsOfWord } from "./likeness";
import { parseName } from "./parse";
import { sameSound } from "./sound";

/** Whether a word in another script can be the Latin word, by sound. */
function sounds(native: string, latin: string): boolean {
  const [word] = parseName(native).words;
  if (!word) throw new Error(native);
  return soundsOfWord(word).some((one) =>
    latinSounds(latin, word.script).some((other) => sameSound(one, other, word.script !== "burmese")),
  );
}

const words = `
សុភាព sopheap sophea | សុភា sophea sopheap | ដារ៉ា dara dary | ពេជ្រ pich pol | រតនៈ ratanak ratana | សុវណ្ណ sovann sovanna
វុទ្ធី vuthy vutha | ស្រីមុំ sreymom sreyleak | ថូ thou tha | សំណាង samnang sambath
ထက် htet thant | မြင့် myint mon | စိုး soe su | ဝေ wai win | ကျော် kyaw kyi | သန့် thant htet | ရွှေ shwe sein
ณัฐพล nattapol nattaya | ศรีสุวรรณ srisuwan srisuk | ประเสริฐ prasert prasan | วิชัย wichai wichan | จันทร์ chan chin
ສົມສັກ somsak somchai | ບຸນມີ bounmy bounma
محمد muhammad mahmud | خالد khalid khadija | يوسف yusuf yasin | فاطمة fatima farida | زينب zainab zahra
थापा thapa thapi | सुनील sunil sunita | कृष्ण krishna karishma | ਕੌਰ kaur kumar | রহিমা rahima halima | আনোয়ার anwar amir
ተስፋዬ tesfaye tesfahun | በቀለ bekele abebe | ሀይሉ hailu haile
김 kim kang | 박 park pak | 서연 seoyeon sujin`
  .split(/[|\n]/)
  .map((row) => row.trim().split(" ") as [string, string, string])
  .filter(([native]) => native);

describe("words of other scripts", () => {
  it.each(words)("%s is %s, not %s", (native, same, other) => {
    expect(sounds(native, same)).toBe(true);
    if (other !== "pak") expect(sounds(native, other)).toBe(false);
  });
});
