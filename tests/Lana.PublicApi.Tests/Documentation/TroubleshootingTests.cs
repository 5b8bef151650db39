using System.Text.RegularExpressions;

namespace Lana.Documentation;

/// <summary>The messages that the page on troubleshooting quotes are those of the sources.</summary>
public sealed partial class TroubleshootingTests
{
    // String literals that are joined by a plus are one.
    private static readonly string Sources = JoinedLiteral().Replace(
        string.Concat(Repository.Files("src", ".cs").Select(Repository.Read)), "");

    public static TheoryData<string> Messages =>
        [.. Row().Matches(Repository.Read("docs/how-to/troubleshooting.md")).Select(row => row.Groups["message"].Value)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OfThePage_IsInTheSources(string message) => Assert.All(
        message.Split('…', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        part => Assert.Contains(part, Sources, StringComparison.Ordinal));

    [GeneratedRegex("^\\| `(?<message>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"")]
    private static partial Regex JoinedLiteral();
}
