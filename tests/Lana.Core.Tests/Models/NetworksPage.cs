using System.Globalization;

namespace Lana.Models;

/// <summary>The table of docs/networks.md, written from what the registry says.</summary>
internal static class NetworksPage
{
    private const string Begin = "<!-- table: begin -->";
    private const string End = "<!-- table: end -->";

    public static string Path
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Lana.sln")))
            {
                folder = folder.Parent;
            }

            Assert.SkipUnless(folder is not null, "these tests do not run inside a checkout");
            return System.IO.Path.Combine(folder!.FullName, "docs", "networks.md");
        }
    }

    /// <summary>The page with a current table.</summary>
    public static string Refreshed(string page)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return $"{page[..begin]}\n\n{Table()}\n{page[end..]}";
    }

    private static string Table()
    {
        var rows = ModelRegistry.List().Select(ModelRegistry.Describe).Select(Row);
        return string.Join('\n',
        [
            "| network | parameters | MACs | at | layers | that may disappear | classes | normalisation |",
            "|---|---:|---:|---:|---:|---:|---:|---|",
            .. rows,
            "",
        ]);
    }

    private static string Row(NetworkDescription network)
    {
        var normalisation = network.Mean[0] == 0.5f ? "½" : "ImageNet";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{network.Name}` | {network.Parameters:N0} | {network.Macs / 1e9:0.000} G | {network.Resolution} | " +
            $"{network.Layers} | {network.ShapeKeepingLayers} | {network.Classes} | {normalisation} |");
    }
}
