namespace Lana.Solvers.Diverse;

/// <summary>A search tree over all selections below a ceiling, which splits the part with the lowest bound first.</summary>
/// <remarks>A tree outlives its request: a later one only adds overlap rows, so that bounds still hold and the search
/// continues where it stopped. A part whose bound exceeds the ceiling is dropped, and the ceiling is then the largest
/// bound that the tree can prove. One search at a time.</remarks>
internal sealed class OverlapTree
{
    // A node takes a few hundred bytes.
    private const int MaxOpen = 300_000;

    // Enough work for several threads, but few enough that the lowest bounds still come first.
    private const int PartsAtOnce = 16;

    private readonly OverlapCore _core;
    private readonly PartSplitter[] _splitters;
    private readonly PriorityQueue<TreeNode, double> _open = new();

    private OverlapTree(OverlapCore core, double reach, double bound, double noise)
    {
        _core = core;
        _splitters = [.. Enumerable.Range(0, PartsAtOnce).Select(_ => new PartSplitter(core, reach, noise))];
        _open.Enqueue(new TreeNode(core.AllOptions, core.RootPrices, IsLeaf: false), bound);
    }

    /// <summary>The lower bound: no selection that keeps the rows is better than this.</summary>
    public double Bound =>
        Math.Min(_core.Ceiling, _open.TryPeek(out _, out var bound) ? bound : double.PositiveInfinity);

    /// <summary>True if no part below the ceiling is left.</summary>
    public bool IsExhausted => _open.Count == 0;

    /// <summary>Creates a tree whose ceiling is <paramref name="reach"/> above the relaxation; null if a variable has
    /// too many options as good as its best. The request has all options: later ones may need dominated ones.</summary>
    public static OverlapTree? TryPlant(SolveRequest request, OverlapRelaxation relaxation, double reach) =>
        OverlapCore.TryMake(request, relaxation, reach) is { } core
            ? new OverlapTree(core, core.Ceiling - relaxation.Bound, relaxation.Bound, 1e-13 * request.Model.Scale)
            : null;

    /// <summary>Splits at most the given number of nodes, until the bound is <paramref name="enough"/>. Returns the
    /// optimum if it was reached, as options of the request, else null. The result does not depend on the number of
    /// threads.</summary>
    public int[]? Search(SolveRequest request, double enough, int nodes, int threads, StopSignal stop)
    {
        _core.AddRows(request.Earlier);
        for (var node = 0; node < nodes && Bound < enough && _open.Count < MaxOpen && !stop.IsSet;)
        {
            if (!_open.TryPeek(out var part, out _))
            {
                return null;
            }

            if (!part.IsLeaf)
            {
                node += SplitLowest(request, enough, nodes - node, threads);
                continue;
            }

            if (_core.Restore(part.Masks) is var choice && request.IsFeasible(choice))
            {
                return choice;
            }

            _open.Dequeue();
            node++;
        }

        return null;
    }

    private int SplitLowest(SolveRequest request, double enough, int maxParts, int threads)
    {
        var parts = new List<(TreeNode Node, double Bound)>(PartsAtOnce);
        while (parts.Count < Math.Min(PartsAtOnce, maxParts)
            && _open.TryPeek(out var node, out var bound)
            && !node.IsLeaf
            && (bound < enough || parts.Count == 0))
        {
            parts.Add((_open.Dequeue(), bound));
        }

        Parallel.For(
            0,
            parts.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            index => _splitters[index].Split(parts[index].Node, parts[index].Bound));
        foreach (var splitter in _splitters.Take(parts.Count))
        {
            foreach (var (child, bound) in splitter.Children)
            {
                Add(request, child, bound);
            }
        }

        return parts.Count;
    }

    private void Add(SolveRequest request, TreeNode child, double bound)
    {
        if (!child.IsLeaf)
        {
            _open.Enqueue(child, bound);
        }
        else if (_core.Restore(child.Masks) is var choice && request.IsFeasible(choice))
        {
            _open.Enqueue(child, request.Model.Objective(choice));
        }
    }
}
