//! Slips of the pen and of typing by sound: characters that are taken for one another in Chinese text. For proposals only;
//! nothing is read as what it merely resembles.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Characters that look alike in Chinese print and that the Unicode table of confusables does not know: those that differ in
/// the length or the joint of one stroke. Names that differ in nothing else cannot be told apart.
pub(crate) const LOOK_ALIKE: &[&str] = &["己已巳", "未末", "土士", "日曰", "人入", "干千", "戊戌戍", "天夭"];

/// Characters of one sound, or one that typing by sound confuses, as they occur in the words of standards.
const SOUND_ALIKE: &[&str] = &[
    "于与予",
    "为位",
    "低底抵",
    "则侧测",
    "素数述",
    "规归",
    "标表",
    "准淮",
    "定订",
    "义意议",
    "级极及",
    "列例",
    "设社",
    "等登",
    "从丛",
    "严言",
    "宽款",
    "理里",
    "由油",
    "依衣",
    "据具",
    "措错",
    "施实",
    "试式",
    "满慢",
    "超抄",
    "过果",
    "达答",
    "晚完",
    "早找",
    "在再",
    "至致",
    "属署",
    "含涵",
    "空恐",
    "且切",
    "或惑",
    "除徐",
    "优忧",
    "先现",
    "项向",
    "次此",
    "范犯",
    "分份",
    "档挡",
    "文问",
    "职值",
    "权全",
    "量两",
    "险显",
    "经精",
    "济记",
    "损孙",
    "影映应",
    "高搞",
    "重种",
    "要耍",
    "办辨辩",
    "监兼",
    "督都",
    "政正",
    "业叶",
    "账帐",
    "拨播",
    "采彩",
    "购够",
    "审申",
    "批披",
    "罚发",
    "形型行",
    "部布",
    "门们",
    "大太",
    "资姿",
    "金斤",
    "任认",
    "免勉",
    "危微",
    "害骇",
    "影映",
    "响向",
    "程成",
    "度渡",
    "轻清",
    "特待",
];

/// Each character of the groups above with the one that stands for its group.
static SLIPS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let mut slips = BTreeMap::new();
    for group in LOOK_ALIKE.iter().chain(SOUND_ALIKE) {
        for letter in group.chars() {
            slips.entry(letter).or_insert_with(|| group.chars().next().unwrap_or(letter));
        }
    }
    slips
});

/// The character that stands for all with which this one is confused.
#[must_use]
pub fn slip(letter: char) -> char {
    if letter.is_ascii() { letter } else { SLIPS.get(&letter).copied().unwrap_or(letter) }
}
