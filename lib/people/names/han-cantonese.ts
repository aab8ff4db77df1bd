import "server-only";

/** Hong Kong and Macau spellings of a syllable, and the simplified characters of names that are read so. */
const syllables = `
au 区欧 chai 齐柴 chak 泽择翟 cham 湛岑 chan 陈灿真振镇珍赞 chau 周邹秋州 chow 周邹 cheng 郑程成 cheong 张昌章 cheuk 灼卓焯绰
cheung 张章祥昌长翔彰璋 chi 志子智芝知之慈紫枝池治致姿梓 chin 茜倩展千前钱浅 ching 呈程清静正晴菁晶贞征澄精青情婧靖 chit 哲彻 chiu 赵超昭照钊潮招
cho 祖早曹左楚 choi 才彩财采蔡 tsoi 蔡彩才 choy 蔡 chor 楚初 chu 朱珠柱诸 chuen 全存泉传川村铨 chui 翠徐 tsui 徐翠崔 chuk 竹祝
chun 隽俊春骏进津秦晋震隽浚 tsun 俊骏 chung 钟忠中仲松聪宗从冲丛 tsung 宗聪 fai 辉晖 fan 范芬帆樊凡 fat 发法 fei 飞菲霏 fong 舫方芳 foo 富傅
fu 傅符富夫辅虎芙扶 fuk 福 fung 冯峰凤锋丰枫风 ha 夏霞 hak 克 hang 恒行杏衡 hau 巧厚侯孝效皓 hei 希喜熙曦起禧 heung 响香向 him 谦 hin 衍轩显宪骞
hing 兴庆馨卿 hiu 晓 ho 皓何浩豪昊皓好可河灏贺 hoi 海开凯恺 hok 学鹤 hon 汉翰瀚 hong 康匡航香 hui 许 hung 雄红洪鸿熊孔虹 ip 叶 yip 叶业
ka 家嘉佳加 kai 启佳继溪 kam 金锦甘琴 kan 根勤芹谨简近 kat 吉 kau 球九 kei 淇祈奇其奇琪祺基纪棋麒骐机 keung 强姜 kin 健坚建 king 景敬琼经劲
kit 杰洁结 kiu 乔娇侨翘 ko 高 kok 觉国 kong 江刚港 koon 冠观官 kuen 权娟涓 kui 居 kun 观冠官 kung 龚 kwai 贵桂葵 kwan 关君钧军坤昆筠均群
kwok 郭国 kwong 邝光广江 lai 荔黎赖丽励礼莉 lam 林蓝岚琳临霖 lan 兰 lap 立 lau 刘柳流 law 罗 lee 李莉利 lei 李利莉理梨 leung 梁良亮 li 李
lik 力历 lin 怜莲连练 ling 羚玲灵铃龄凌领翎 lo 罗卢路露 lok 乐洛 long 朗浪 lui 吕雷蕾 luk 陆绿 lun 伦麟 lung 龙隆 luen 联銮 ma 马 mak 麦
man 汶满文敏雯曼民闻万 mau 茂 may 美 mei 媚美薇 miu 妙苗缪 ming 明铭鸣 mo 武毛慕 mok 莫 mong 梦 mung 梦蒙 mui 梅妹 muk 木睦 nam 南男楠 nga 雅
ngai 魏艺毅危 ngan 颜银 ngok 岳 ng 吴伍 ning 宁 oi 爱 on 安 or 柯 pak 柏百白 pan 彬斌品宾潘 pang 彭鹏 pik 碧碧 ping 平萍炳冰屏 po 宝保波甫布步
pok 博朴 pong 邦 poon 潘 pui 霈佩培沛贝 sai 世细 sam 心森深岑 sau 绣秀修寿 sang 生 seung 相双尚裳霜常 sheung 相双尚裳霜常 shan 珊山 san 新山珊
shek 石 shing 成诚胜盛城承升 sing 成星胜升 shu 书树舒 shui 水瑞 sui 瑞水 shum 沈 sum 芯沈心深琛 shun 信顺淳纯舜 sik 锡适 sin 茜善仙冼倩先 sit 薛雪
siu 萧小少兆绍肇笑韶 so 苏素 suen 孙宣旋璇 sun 孙新 suet 雪 suk 淑叔 sung 宋嵩 sze 思诗施师司史斯 si 诗思 tai 泰大太戴 tak 德得 tam 谭 tan 丹
tang 邓 tat 达 tim 添甜 tin 田天 ting 亭丁婷廷庭 tip 蝶 to 杜涛桃图陶道 tong 唐汤堂棠 tsang 曾 tse 谢 tso 曹 tsz 孜子紫梓芷慈 tuen 端段
tung 董东童同冬彤栋桐 wa 华 wah 华 wai 唯炜韦伟慧卫惠维威怀为炜玮 wan 昀温云运尹韵允蕴 wing 荣永咏颖泳 wong 王黄旺汪 woo 胡 wu 胡 wui 会 yam 音任钦荫
yan 茵恩欣人仁甄昕殷因忻 yat 日一逸溢 yau 邱丘友优有悠佑柔尤 yee 怡仪懿意义以儿 yi 怡儿以义 yeung 杨扬阳洋 yik 益亦易奕翼 yim 艳严炎 yin 嫣燕贤妍彦言研然
ying 英莹盈迎应瑛映影颖 yiu 姚耀瑶遥尧饶 yu 儒余于宇雨如瑜愉裕渝羽语玉榆宇茹儒 yue 于余宇雨如瑜 yuen 沅袁阮元源远婉媛渊苑愿圆缘 yuet 月悦越 yuk 玉旭煜
yun 润恩 yung 容翁勇蓉榕荣庸融雍 king 琼劲 nok 诺 sze 思 hay 希 kay 其基 wun 媛 ngo 敖 tao 涛 chuan 川 ki 淇琦琪其 fong 邝 shiu 邵 siu 邵`;

/** How families from Fujian, Chaoshan and the Hakka country spell their names in South-East Asia. Surnames only. */
const southernSurnames = `
tan 陈 lim 林 ong 王翁 heng 王邢 ng 黄吴 wee 黄 ooi 黄 oei 黄 bong 黄 goh 吴 go 吴 gouw 吴 teo 张 teoh 张 tio 张 thio 张 tiong 张 koh 许高 kho 许
khoo 邱 khor 许 chua 蔡 chuah 蔡 tjoa 蔡 chai 蔡 yeo 杨 yeoh 杨 njoo 杨 low 刘 lau 刘 liew 刘 liu 刘 lew 刘 tay 郑 tee 郑 teh 郑 sim 沈 toh 卓 tok 卓
chew 周 chiew 周 kwek 郭 quek 郭 seah 谢 sia 谢 cheah 谢 chia 谢 loh 罗卢 lor 罗 leow 廖 liao 廖 liau 廖 chong 钟庄张 chung 钟庄 foo 胡符 soh 苏
see 施薛 phua 潘 pua 潘 ang 洪翁红 leong 梁 liong 梁 yap 叶 iap 叶 voon 温 chin 陈 chen 陈 chiam 詹 sng 孙 poh 傅 pang 彭冯 oh 胡 gan 颜 kang 江 hoe 何
hoo 胡 mah 马 thng 汤 khaw 许 eng 英 aw 欧 kuan 关 boey 梅 lok 骆陆 lai 赖 thong 汤 tong 唐 siow 萧 siew 萧 seow 萧 hiew 丘 kok 郭 kong 江 yong 杨 liow 廖`;

export const cantoneseReadings = readings(syllables);
export const southernReadings = readings(southernSurnames);

function readings(table: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, syllable = "", characters = ""] of table.matchAll(/([a-z]+) (\P{ASCII}+?)(?=\s|$)/gu))
    for (const character of characters) found.set(character, [...(found.get(character) ?? []), syllable]);
  return found;
}
