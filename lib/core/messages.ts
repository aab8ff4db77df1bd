import access from "@/messages/en/access.json";
import audit from "@/messages/en/audit.json";
import cases from "@/messages/en/cases.json";
import consents from "@/messages/en/consents.json";
import core from "@/messages/en/core.json";
import dashboard from "@/messages/en/dashboard.json";
import day from "@/messages/en/day.json";
import dates from "@/messages/en/dates.json";
import factors from "@/messages/en/factors.json";
import figures from "@/messages/en/figures.json";
import intake from "@/messages/en/intake.json";
import mail from "@/messages/en/mail.json";
import needs from "@/messages/en/needs.json";
import notes from "@/messages/en/notes.json";
import partners from "@/messages/en/partners.json";
import people from "@/messages/en/people.json";
import permissions from "@/messages/en/permissions.json";
import referrals from "@/messages/en/referrals.json";
import retention from "@/messages/en/retention.json";
import shell from "@/messages/en/shell.json";
import tasks from "@/messages/en/tasks.json";
import users from "@/messages/en/users.json";
import watch from "@/messages/en/watch.json";

/** The English catalogue, one namespace a noun: the shape that every other locale must have. */
export const english = {
  access,
  audit,
  cases,
  consents,
  core,
  dashboard,
  dates,
  day,
  factors,
  figures,
  intake,
  mail,
  needs,
  notes,
  partners,
  people,
  permissions,
  referrals,
  retention,
  shell,
  tasks,
  users,
  watch,
};
export type Messages = typeof english;
export type Namespace = keyof Messages;
