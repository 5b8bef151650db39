using System.Diagnostics;
using Lana.Internal;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Cells;

/// <summary>The common part of all tables: stores a cell's numbers, and reads all of them back.</summary>
/// <typeparam name="T">A cell's numbers.</typeparam>
internal abstract class ResultTable<T>(string name, string title, params IReadOnlyList<string> families) : IResultTable
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Families { get; } = families;

    public virtual IReadOnlyList<double> Budgets { get; } = [];

    public async Task RunAsync(Experiment experiment, ResultFolder folder, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await MeasureAsync(experiment, cancellationToken);
        var profile = experiment.Meter.Profile;
        var cell = new Cell<T>(
            Name,
            experiment.Family.Name,
            experiment.Seed,
            experiment.Scale,
            profile.Device,
            profile.Cores,
            DateTimeOffset.UtcNow,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            result);
        AtomicFile.WriteJson(folder.FileOf(Name, cell.Family, cell.Seed), cell);
    }

    public void Write(ResultFolder folder, ResultPage page)
    {
        var cells = folder.Read<T>(Name);
        if (cells.Count > 0)
        {
            page.Heading(title);
            Write(cells, page);
        }
    }

    protected abstract Task<T> MeasureAsync(Experiment experiment, CancellationToken cancellationToken);

    protected abstract void Write(IReadOnlyList<Cell<T>> cells, ResultPage page);
}
