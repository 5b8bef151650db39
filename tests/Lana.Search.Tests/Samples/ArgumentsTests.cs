namespace Samples;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("--budget", "0.4", "--budget", "0.5")]
    [InlineData("--short", "--out", "x", "--short")]
    public void Arguments_OptionGivenTwice_IsNamed(params string[] words)
    {
        var failure = Assert.Throws<ArgumentException>(() => new Arguments(words));

        Assert.Equal($"Option {words[0]} is given twice.", failure.Message);
    }

    [Fact]
    public void ThrowIfUnread_UnknownOption_NamesIt()
    {
        var arguments = new Arguments(["--bugdet", "0.4"]);

        Assert.Equal(0.5, arguments.Number("--budget", 0.5));
        Assert.Contains("--bugdet", Assert.Throws<ArgumentException>(arguments.ThrowIfUnread).Message, StringComparison.Ordinal);
    }
}
