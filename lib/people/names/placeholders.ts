import "server-only";
import { foldLatin } from "./text";

/** Words that stand where a name should be. */
const placeholderWords = words(`
  unknown unkown unnamed anonymous anon anonim noname nameless fnu lnu mnu nfn nln tbc tbd tba xxx test testing
  desconocido desconocida desconhecido desconhecida inconnu inconnue nulltext undefined null
  неизвестно неизвестный неизвестная аноним 不详 不詳 未知 无名 無名 无名氏 無名氏 佚名 匿名 未提供
  មិនស្គាល់ គ្មានឈ្មោះ អនាមិក ไม่ทราบ ไม่ทราบชื่อ ไม่มีชื่อ ไม่ระบุ မသိ အမည်မသိ အမည်မဖော်လိုသူ
  مجهول مجهولة अज्ञात বেনামী অজ্ঞাত ያልታወቀ 미상 무명 ບໍ່ຮູ້ຊື່`);

/** Placeholders only when they are all there is: inside a longer name they may be somebody's name. */
const placeholderNames = words(`
  na n/a nil none no_name not_known not_given not_stated not_asked not_available not_provided no_data refused declined
  withheld name given_name surname john_doe jane_doe khong_ro chua_ro khong_ten tidak_diketahui tidak_ada tanpa_nama
  sin_nombre sem_nome sans_nom no_sabe без_имени غير_معروف بدون_اسم walang_pangalan hindi_kilala haijulikani asiyejulikana`);

const fillers = words(
  "male female man woman boy girl person child baby adult victim survivor client name no number mr mrs ms miss user case",
);

/** Whether the words, in small letters, say no more than that the name is missing: `n/a`, `FNU`, `unknown male 2`. */
export function arePlaceholders(nameWords: string[]): boolean {
  const folded = nameWords.map(foldLatin);
  return (
    folded.length === 0 ||
    placeholderNames.has(folded.join(" ")) ||
    (folded.some(isPlaceholderWord) && folded.every((word) => isPlaceholderWord(word) || isFiller(word)))
  );
}

/** Whether one word, in small letters, is no name wherever it stands: `fnu`, `unknown`, `xxx`. */
export function isPlaceholderWord(word: string): boolean {
  return placeholderWords.has(word) || /^(x{2,}|z{3,})$/.test(word);
}

function isFiller(word: string): boolean {
  return fillers.has(word) || /^[a-z]$/.test(word);
}

function words(text: string): Set<string> {
  return new Set(
    text
      .trim()
      .split(/\s+/)
      .map((word) => foldLatin(word.replace(/[_/]/g, " "))),
  );
}
