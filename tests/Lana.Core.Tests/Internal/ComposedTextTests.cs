namespace Lana.Internal;

public sealed class ComposedTextTests
{
    /// <summary>Names in Unicode's decomposed and composed form, written by Python's <c>unicodedata</c>.</summary>
    public static TheoryData<string, string> Names => new()
    {
        { "Mu\u0308ller", "M\u00fcller" },
        { "U\u0308berraschung", "\u00dcberraschung" },
        { "A\u030angstro\u0308m", "\u00c5ngstr\u00f6m" },
        { "cafe\u0301", "caf\u00e9" },
        { "nai\u0308ve", "na\u00efve" },
        { "\u0110ie\u0323\u0302n Bie\u0302n", "\u0110i\u1ec7n Bi\u00ean" },
        { "e\u0302\u0301", "\u1ebf" },
        { "a\u0323\u0302", "\u1ead" },
        { "\u0395\u03bb\u03bb\u03b1\u0301\u03b4\u03b1", "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1" },
        { "\u0391\u0313\u03b8\u03b7\u0342\u03bd\u03b1\u03b9", "\u1f08\u03b8\u1fc6\u03bd\u03b1\u03b9" },
        { "\u0415\u0308\u043b\u043a\u0430", "\u0401\u043b\u043a\u0430" },
        { "\u0438\u0306", "\u0439" },
        { "\u304b\u3099\u304d\u3099\u304f\u3099", "\u304c\u304e\u3050" },
        { "\u30cf\u309a\u30f3", "\u30d1\u30f3" },
        { "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165", "\ud55c\uad6d\uc5b4" },
        { "\u1100\u1161\u11b9", "\uac12" },
        { "s\u0323\u0307", "\u1e69" },
        { "o\u0328\u0304", "\u01ed" },
        { "plain", "plain" },
        { "", "" },
        { "\u65e5\u672c", "\u65e5\u672c" },
        { "\u00df", "\u00df" },
        { "C\u0327\u030cx", "\u00c7\u030cx" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_EitherForm_IsTheComposedOne(string decomposed, string composed)
    {
        Assert.Equal(composed, ComposedText.Of(decomposed));
        Assert.Equal(composed, ComposedText.Of(composed));
    }

    [Fact]
    public void Of_EveryKoreanSyllable_IsComposedOfItsParts()
    {
        for (var (syllable, index) = ('\uac00', 0); syllable <= '\ud7a3'; syllable++, index++)
        {
            var (lead, vowel, tail) = (index / 588, index / 28 % 21, index % 28);
            var parts = $"{(char)(0x1100 + lead)}{(char)(0x1161 + vowel)}" + (tail == 0 ? "" : $"{(char)(0x11a7 + tail)}");

            Assert.Equal($"{syllable}", ComposedText.Of(parts));
        }
    }

    [Theory]
    [InlineData("\u0301")]
    [InlineData("x\u0301")]
    [InlineData("\ud83d\ude00")]
    public void Of_TextWithoutAComposedForm_IsLeftAsItIs(string text) => Assert.Equal(text, ComposedText.Of(text));
}
