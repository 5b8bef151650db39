using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Cells;

/// <summary>A table or picture of the paper: how a cell of it is measured, and how all of them are shown.</summary>
internal interface IResultTable
{
    /// <summary>The verb, and the folder of its cells.</summary>
    string Name { get; }

    /// <summary>The families it is filled for where none is named.</summary>
    IReadOnlyList<string> Families { get; }

    /// <summary>Shares of the teacher's latency it is filled for where none is named; empty where its budget is not to
    /// choose.</summary>
    IReadOnlyList<double> Budgets { get; }

    /// <summary>Measures a cell and keeps it.</summary>
    Task RunAsync(Experiment experiment, ResultFolder folder, CancellationToken cancellationToken);

    /// <summary>Writes what is finished; nothing where nothing is.</summary>
    void Write(ResultFolder folder, ResultPage page);
}
