import "server-only";

/** How much a word tells who somebody is: 1 for an ordinary name, less for one that half a country bears. */
const rows: [number, string][] = [
  [0.1, "muhammad محمد মোহাম্মদ मोहम्मद मुहम्मद thi van xiao ah lao"],
  [
    0.25,
    "siti nur nurul dewi sri abdul ahmad ali islam uddin begum khatun akter akhter aktar bibi bano khan miah mia",
  ],
  [0.25, "kumar kumari singh kaur bahadur devi lal prasad ram maria jose binti srey"],
  [0.25, "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly"],
];

const weights = new Map(
  rows.flatMap(([weight, words]) => words.split(" ").map((word) => [word, weight] as const)),
);

/** Women's second names that are exchanged freely: one person may be Begum here and Khatun there. */
export const interchangeable = new Set(
  "begum khatun khatoon akter akhter aktar bibi bano বেগম খাতুন আক্তার".split(" "),
);

const vietnameseFamilies = new Set(
  "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong trinh mai dao doan cao luu luong ha lam".split(
    " ",
  ),
);

const burmeseElements = new Set(
  `san aung kyaw htet zaw thein khin hnin myo naing soe moe win htun tun hla mya thant zin phyo thu zar nyein wai lwin swe
  myint than thida thandar yadanar maung yee hnin thet paing htoo oo aye nwe nway sandar wint hsu su ei kyi khaing
  hlaing htay tin nyunt ohn zay yar lin min pyae phone htike zaww shwe thaw wah paw eh moo ler hser`.split(
    /\s+/,
  ),
);

/** Names borne as given name and as father's name alike, where order tells father from son. Arabic and Ethiopian. */
const chainNames = new Set(
  `muhammad ahmad ahmed mahmoud mahmud ali hassan hasan hussein hussain omar umar othman uthman yusuf youssef yousef khalid
  khaled ibrahim ismail ishaq yaqub musa isa salim salem said saeed karim amir mustafa hamza bilal tariq tarek nasser
  nasir walid waleed rashid fahd faisal saleh salah sulaiman suleiman dawud daoud jamal kamal samir ziad zaid adel adil
  majid mansour mansur ayman bashir hamid hamed idris anwar abdallah abdullah abdrahman abdaziz abdkarim
  tesfaye bekele abebe kebede alemu girma mulugeta desta tadesse getachew solomon yohannes haile tekle gebre wolde
  berhanu mekonnen assefa worku negash tsegaye dawit daniel samuel abraham kidane mehari teklu hailu demissie lemma
  fikre ayele taye zewdu mengistu abera shiferaw tilahun belay gebremariam woldemariam gebremedhin haileselassie`.split(
    /\s+/,
  ),
);

export const weightOf = (word: string): number => weights.get(word) ?? 1;
export const isVietnameseFamily = (word: string): boolean => vietnameseFamilies.has(word);
export const isBurmeseElement = (word: string): boolean => burmeseElements.has(word);
export const isChainName = (word: string): boolean => chainNames.has(word);
