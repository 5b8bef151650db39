using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Cells;

/// <summary>A table or picture of the paper: it measures a cell, and shows all cells.</summary>
internal interface IResultTable
{
    /// <summary>The verb, and the folder of its cells.</summary>
    string Name { get; }

    /// <summary>The default families.</summary>
    IReadOnlyList<string> Families { get; }

    /// <summary>The default budgets, as shares of the teacher's latency; empty if the budget cannot be chosen.</summary>
    IReadOnlyList<double> Budgets { get; }

    /// <summary>Measures a cell and stores it.</summary>
    Task RunAsync(Experiment experiment, ResultFolder folder, CancellationToken cancellationToken);

    /// <summary>Writes the finished cells; writes nothing if there are none.</summary>
    void Write(ResultFolder folder, ResultPage page);
}
