namespace Lana.Pool;

/// <summary>A table of a pool's losses, one line per layer.</summary>
internal static class PoolDescription
{
    private const string Missing = "–";
    private const string Range = "(min, median, max)";

    public static string Of(IReadOnlyList<PoolEntry> entries)
    {
        var width = entries.Select(entry => entry.Key.Layer.Length).Append("layer".Length).Max();
        return string.Join(Environment.NewLine,
        [
            Line("layer".PadRight(width), "trained", "left out", $"initial {Range}", $"final {Range}", "best"),
            .. entries
                .GroupBy(entry => entry.Key.Layer)
                .OrderBy(layer => layer.Key, StringComparer.Ordinal)
                .Select(layer => Line(layer.Key.PadRight(width), [.. layer])),
        ]);
    }

    private static string Line(string layer, IReadOnlyList<PoolEntry> entries)
    {
        var trained = entries.Where(entry => entry.IsTrained).ToList();
        var best = trained
            .OrderBy(entry => entry.FinalLoss)
            .ThenBy(entry => entry.Key.Operation, StringComparer.Ordinal)
            .FirstOrDefault();
        return Line(
            layer,
            trained.Count,
            entries.Count - trained.Count,
            Losses(trained, entry => entry.InitialLoss),
            Losses(trained, entry => entry.FinalLoss),
            best?.Key.Operation ?? Missing);
    }

    private static string Line(params ReadOnlySpan<object> cells) => string.Create(
        CultureInfo.InvariantCulture,
        $"{cells[0]}  {cells[1],7}  {cells[2],8}  {cells[3],-28}  {cells[4],-28}  {cells[5]}");

    private static string Losses(List<PoolEntry> trained, Func<PoolEntry, double> loss) => trained.Count == 0
        ? Missing
        : Spread.Of(trained.Select(loss)).ToString("G4", CultureInfo.InvariantCulture);
}
