using Lana.Reproduction.Cells;
using Lana.Reproduction.Peers;

namespace Lana.Reproduction.Tables;

/// <summary>All tables, in the order of the page.</summary>
internal static class ResultTables
{
    public static IReadOnlyList<IResultTable> All { get; } =
    [
        new EqualLatencyTable(),
        new SpeedUpTable(),
        new PeersTable(),
        new ProxyTable(),
        new SearchTable(),
        new PoolSizeTable(),
        new PretrainingTable(),
        new FineTuningTable(),
        new PrecisionTable(),
        new InsightTable(),
        new DeviceTable(),
        new ClosedFormTable(),
    ];

    public static IResultTable Find(string name) => All.FirstOrDefault(table => table.Name == name)
        ?? throw new ArgumentException(
            $"There is no verb '{name}': use train-teachers, estimate, render, or a table: " +
            $"{string.Join(", ", All.Select(table => table.Name))}.");
}
