//! Makes up names and addresses that nobody has, in Korean.

use crate::Seeded;

const FAMILIES: [&str; 12] = [
    "홍", "김", "이", "박", "최", "정", "강", "조", "윤", "임", "남궁", "황보",
];
const SYLLABLES: [&str; 16] = [
    "가", "상", "견", "본", "길", "동", "시", "험", "예", "제", "연", "습", "허", "구", "무", "명",
];
const PROVINCES: [&str; 6] = [
    "가상특별시",
    "견본광역시",
    "시험도 가상시",
    "예제특별자치도 견본군",
    "연습도 무명시",
    "허구특별자치시",
];
const HOUSES: [&str; 6] = [
    "견본아파트",
    "가상빌라",
    "시험타운",
    "LIVING",
    "예제맨션",
    "無名館",
];

/// A name, and what the service makes of it; now and then with a space that it drops.
pub(super) fn name(seeded: &mut Seeded) -> (String, String) {
    let mut name = seeded.word(&FAMILIES).to_owned();
    for _ in 0..seeded.between(1, 3) {
        name.push_str(seeded.word(&SYLLABLES));
    }
    let text = match seeded.between(0, 9) {
        0 => format!("{name}(洪吉童)"),
        1 => name.chars().map(String::from).collect::<Vec<_>>().join(" "),
        _ => name.clone(),
    };
    (text, name)
}

/// An address, over one line or two, and what the service makes of it.
pub(super) fn address(seeded: &mut Seeded) -> (String, String) {
    let province = seeded.word(&PROVINCES);
    let [street, quarter] = [(); 2].map(|()| {
        let first = seeded.word(&SYLLABLES);
        format!("{first}{}", seeded.word(&SYLLABLES))
    });
    let number = seeded.between(1, 99);
    let house = seeded.word(&HOUSES);
    let [block, flat] = [seeded.between(1, 99), seeded.between(1, 99)];
    let line = match seeded.between(0, 14) {
        0 => '\n',
        _ => ' ',
    };
    let begin = format!("{province} {street}로 {number}");
    let (text, value) = match seeded.between(0, 2) {
        0 => (
            format!("{begin}{line}({quarter}동 {house})"),
            format!("{begin} ({quarter}동, {house})"),
        ),
        1 => (
            format!("{begin}{line}{block}동 {flat}호({quarter}동 {house})"),
            format!("{begin}, {block}동 {flat}호 ({quarter}동, {house})"),
        ),
        _ => (begin.clone(), begin),
    };
    if seeded.one_in(20) {
        return (format!("\"{text}\""), value);
    }
    (text, value)
}
