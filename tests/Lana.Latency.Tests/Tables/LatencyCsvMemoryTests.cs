using System.Diagnostics.CodeAnalysis;

namespace Lana.Tables;

/// <summary>What reading a table of rows keeps in memory: what the whole process keeps, so nothing else may run
/// meanwhile.</summary>
[Collection(Alone)]
public sealed class LatencyCsvMemoryTests
{
    private const string Alone = "alone";

    [Fact]
    public void Rows_TenMillion_AreStreamed()
    {
        const int Count = 10_000_000;
        using var stream = new RepeatedRow($"{LatencyCsv.Header}\n", "blocks.0.0,another_operation,0.5\n", Count);
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var keptBefore = GC.GetTotalMemory(forceFullCollection: true);
        var rows = 0;
        var (leastAhead, mostAhead) = (0L, 0L);

        foreach (var row in LatencyCsvReader.Rows("rows.csv", stream))
        {
            rows++;
            leastAhead = Math.Min(leastAhead, stream.RowsRead - rows);
            mostAhead = Math.Max(mostAhead, stream.RowsRead - rows);
            if (rows % (Count / 8) == 0)
            {
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - keptBefore, long.MinValue, 1_000_000);
            }
        }

        Assert.Equal(Count, rows);
        Assert.Equal(0, leastAhead);
        Assert.InRange(mostAhead, 0, 1000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / Count, 0, 700);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    [SuppressMessage("Naming", "CA1711", Justification = "A collection of tests is what xunit calls it.")]
    public sealed class AloneCollection;
}
