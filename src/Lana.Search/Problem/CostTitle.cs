namespace Lana.Problem;

/// <summary>The name and the unit of a cost in one text, such as <c>memory [MB]</c>.</summary>
internal static class CostTitle
{
    private const string DefaultUnit = "ms";

    public static (string Name, string Unit) Read(string title)
    {
        var open = title.LastIndexOf('[');
        return open > 0 && title.EndsWith(']')
            ? (title[..open].Trim(), title[(open + 1)..^1].Trim())
            : (title, DefaultUnit);
    }

    public static string Write(string name, string unit)
    {
        var title = $"{name} [{unit}]";
        return Read(title) == (name, unit)
            ? title
            : throw new ArgumentException(
                $"'{title}' does not tell the name of the cost, '{name}', from its unit, '{unit}'.");
    }
}
