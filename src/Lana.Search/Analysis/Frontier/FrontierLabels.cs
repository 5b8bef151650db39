using Lana.Solvers.Knapsack;

namespace Lana.Analysis.Frontier;

/// <summary>The finished frontier, with the links back through the stages.</summary>
internal sealed class FrontierLabels
{
    private readonly LabelList[][] _runs;
    private readonly double _costShift;
    private readonly double _scoreShift;
    private readonly List<(int Run, int Label)> _corners = [];

    /// <summary>Merges runs, [run][stage], into the best label at every cost; one class for each stage.</summary>
    public FrontierLabels(KnapsackClass[] classes, LabelList[][] runs, double maxError)
    {
        (_runs, MaxError) = (runs, maxError);
        _costShift = classes.Sum(c => c.Costs[0]);
        _scoreShift = classes.Sum(c => c.Scores[0]);
        var at = new int[runs.Length];
        var last = double.PositiveInfinity;
        while (NextRun(at) is >= 0 and var run)
        {
            var label = at[run]++;
            if (runs[run][^1].Scores[label] < last)
            {
                last = runs[run][^1].Scores[label];
                _corners.Add((run, label));
            }
        }
    }

    public int Count => _corners.Count;

    public double MaxError { get; }

    public double CostOf(int corner) => _costShift + LastOf(corner).Costs[_corners[corner].Label];

    public double ScoreOf(int corner) => _scoreShift + LastOf(corner).Scores[_corners[corner].Label];

    public int[] Trace(int corner) => LabelList.Trace(_runs[_corners[corner].Run], _corners[corner].Label);

    private LabelList LastOf(int corner) => _runs[_corners[corner].Run][^1];

    // The run whose next label is cheapest, and of equally cheap ones the best; -1 at the end.
    private int NextRun(int[] at)
    {
        var next = -1;
        for (var run = 0; run < _runs.Length; run++)
        {
            var labels = _runs[run][^1];
            if (at[run] < labels.Count && (next < 0 || Precedes(labels, at[run], _runs[next][^1], at[next])))
            {
                next = run;
            }
        }

        return next;
    }

    private static bool Precedes(LabelList labels, int label, LabelList others, int other) =>
        labels.Costs[label] < others.Costs[other]
        || (labels.Costs[label] == others.Costs[other] && labels.Scores[label] < others.Scores[other]);
}
