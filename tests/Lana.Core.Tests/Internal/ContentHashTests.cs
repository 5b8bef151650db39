namespace Lana.Internal;

public sealed class ContentHashTests
{
    [Fact]
    public void ToText_AllKindsOfParts_IsHalfOfTheSha256OfTypedPrefixedParts()
    {
        using var hash = new ContentHash();

        var text = hash.Add("é").Add(46).Add(0.45).Add([1, 2]).ToText();

        // Computed from the definition with another implementation of SHA-256.
        Assert.Equal("02bba410c4afddd6239eb5c9867c2231", text);
    }

    [Fact]
    public void ToText_SameBytesOtherParts_Differ()
    {
        using var number = new ContentHash();
        using var real = new ContentHash();
        using var bytes = new ContentHash();

        string[] texts =
        [
            ContentHash.Of(),
            ContentHash.Of(""),
            ContentHash.Of("ab", "c"),
            ContentHash.Of("a", "bc"),
            ContentHash.Of("abc"),
            number.Add(0).ToText(),
            real.Add(0.0).ToText(),
            bytes.Add(new byte[8]).ToText(),
            real.Add(-0.0).ToText(),
        ];

        Assert.Equal(texts.Length, texts.Distinct().Count());
    }

    [Fact]
    public void ToText_CalledBetweenParts_DoesNotDisturbTheResult()
    {
        using var hash = new ContentHash();

        hash.Add("a").ToText();

        Assert.Equal(ContentHash.Of("a", "b"), hash.Add("b").ToText());
    }

    [Fact]
    public void OfFile_KnownContent_IsHalfOfItsSha256()
    {
        using var folder = new Scratch();

        var text = ContentHash.OfFile(folder.File("abc", "abc"u8.ToArray()));

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223", text);
    }

    [Fact]
    public void OfFile_Missing_ThrowsWithTheName()
    {
        using var folder = new Scratch();

        var thrown = Assert.Throws<FileNotFoundException>(() => ContentHash.OfFile(folder.File("none")));

        Assert.Contains("none", thrown.Message, StringComparison.Ordinal);
    }
}
