using System.Text.RegularExpressions;

namespace Lana.Documentation;

/// <summary>The C# in the pages compiles: each block is a region of <c>docs/snippets</c> or of a sample.</summary>
public sealed partial class SnippetTests
{
    private static readonly Dictionary<string, string> Regions = ReadRegions();

    public static TheoryData<string> Pages => [.. Repository.Files("docs", ".md").Prepend("README.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Blocks_OfAPage_AreTheRegionsTheyName(string page) => Assert.All(BlocksOf(page), block =>
    {
        Assert.False(block.Name.Length == 0, $"No `<!-- snippet: name -->` before:\n{block.Code}");
        Assert.Equal(Regions.GetValueOrDefault(block.Name, $"There is no region '{block.Name}'."), block.Code);
    });

    [Fact]
    public void Regions_OfAllFiles_AreInAPage() =>
        Assert.Empty(Regions.Keys.Except(Pages.SelectMany(page => BlocksOf(page.Data)).Select(block => block.Name)));

    private static IEnumerable<(string Name, string Code)> BlocksOf(string page) =>
        Block().Matches(Repository.Read(page)).Select(block => (block.Groups["name"].Value, block.Groups["code"].Value));

    // The parts of a region, such as using directives and statements, are joined by an empty line.
    private static Dictionary<string, string> ReadRegions() => Repository.Files("docs/snippets", ".cs")
        .Concat(Repository.Files("samples", ".cs"))
        .SelectMany(file => Region().Matches(Repository.Read(file)))
        .GroupBy(region => region.Groups["name"].Value, region => Unindented(region.Groups["code"].Value))
        .ToDictionary(parts => parts.Key, parts => string.Join("\n\n", parts));

    private static string Unindented(string code)
    {
        var lines = code.Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex(@"(<!-- snippet: (?<name>[\w-]+) -->\n)?```(csharp|cs|c#)\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ *#region (?<name>[\w-]+)\n(?<code>.*?)\n *#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
