using System.Text.RegularExpressions;

namespace Lana.Documentation;

/// <summary>The files, headings and projects that the pages refer to exist.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        "CONTRIBUTING.md",
        .. Repository.Files("docs", ".md"),
        .. Repository.Files("benchmarks/results", ".md", isDeep: false),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadSomewhere(string page)
    {
        var broken =
            from match in Link().Matches(WithoutCode(page))
            let link = match.Groups["to"].Value
            where !Exists(page, link)
            select link;

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void CommandLines_OfAPage_RunProjectsThatExist(string page)
    {
        var missing =
            from match in Project().Matches(Repository.Read(page))
            let path = match.Groups["path"].Value
            where !Path.Exists(Path.Combine(Repository.Root, path))
            select path;

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("README.md", "docs/no-such-page.md")]
    [InlineData("docs/data.md", "latency.md#no-such-heading")]
    public void Link_ToNothing_IsFound(string page, string link) => Assert.False(Exists(page, link));

    private static bool Exists(string page, string link)
    {
        if (link.StartsWith("http", StringComparison.Ordinal))
        {
            return true;
        }

        var (path, anchor) = link.Split('#') is [var file, var heading] ? (file, heading) : (link, null);
        var target = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, path);
        return Path.Exists(Path.Combine(Repository.Root, target)) && (anchor is null || AnchorsOf(target).Contains(anchor));
    }

    // As GitHub makes them; a heading that repeats gets a number.
    private static IEnumerable<string> AnchorsOf(string page) => Heading().Matches(WithoutCode(page, keepsInline: true))
        .Select(heading => Punctuation().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'))
        .GroupBy(anchor => anchor)
        .SelectMany(same => same.Select((anchor, index) => index == 0 ? anchor : $"{anchor}-{index}"));

    private static string WithoutCode(string page, bool keepsInline = false)
    {
        var text = Fence().Replace(Repository.Read(page), "");
        return keepsInline ? text : Inline().Replace(text, "");
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    // One page works beside a clone, which it calls lana.
    [GeneratedRegex(@"--project (lana/)?(?<path>[\w./-]+)")]
    private static partial Regex Project();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Inline();
}
