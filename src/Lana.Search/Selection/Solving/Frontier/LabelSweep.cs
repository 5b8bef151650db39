using Lana.Selection.Solving.Knapsack;

namespace Lana.Selection.Solving.Frontier;

/// <summary>All sums of a label and an item of a class that no other sum dominates, by ascending cost.</summary>
/// <remarks>Goes through the costs window by window. The sums of a window fall into cells by cost, and one that is no
/// better than the best of an earlier cell is dropped before anything is sorted: few are left to sort. Keeps its
/// buffers for the next class.</remarks>
internal sealed class LabelSweep(CancellationToken cancellation)
{
    private const int CellCount = 4096;
    private const int SumsPerWindow = 4 * CellCount;

    private readonly double[] _leastBefore = new double[CellCount + 1];
    private readonly int[] _ends = new int[CellCount + 1];
    private Sum[] _sums = new Sum[2 * SumsPerWindow];
    private Sum[] _sorted = new Sum[SumsPerWindow];
    private int _count;

    /// <summary>Sweeps.</summary>
    /// <param name="labels">The labels, at least one.</param>
    /// <param name="group">The class.</param>
    /// <param name="items">The items that count, ascending and at least one; costs and scores are relative to the
    /// class's first.</param>
    /// <param name="cutoff">The highest score that is worth keeping at a cost; null for any.</param>
    /// <returns>The sums.</returns>
    public LabelList Extend(LabelList labels, KnapsackClass group, int[] items, LineEnvelope? cutoff)
    {
        var to = new LabelList();
        var at = new int[items.Length];
        var start = labels.Costs[0] + group.Costs[items[0]] - group.Costs[0];
        var end = labels.Costs[^1] + group.Costs[items[^1]] - group.Costs[0];
        var windows = 1 + ((long)labels.Count * items.Length / SumsPerWindow);
        var width = (end - start) / windows;
        var last = double.PositiveInfinity;
        for (var window = 0L; window < windows; window++)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = start + (window * width);
            var until = window + 1 < windows ? start + ((window + 1) * width) : double.PositiveInfinity;
            Collect(labels, group, items, at, until, last);
            Sort(from, width > 0.0 ? CellCount / width : 0.0, last);
            for (var i = 0; i < _count; i++)
            {
                ref readonly var sum = ref _sorted[i];
                if (sum.Score < last && (cutoff is null || sum.Score <= cutoff.At(sum.Cost)))
                {
                    to.Add(sum.Cost, sum.Score, sum.Label, sum.Item);
                    last = sum.Score;
                }
            }
        }

        return to;
    }

    private void Collect(LabelList labels, KnapsackClass group, int[] items, int[] at, double until, double limit)
    {
        var costs = labels.Costs;
        var scores = labels.Scores;
        _count = 0;
        for (var k = 0; k < items.Length; k++)
        {
            var item = items[k];
            var (costShift, scoreShift) = (group.Costs[item] - group.Costs[0], group.Scores[item] - group.Scores[0]);
            var label = at[k];
            if (_count + costs.Length - label > _sums.Length)
            {
                Array.Resize(ref _sums, Math.Max(2 * _sums.Length, _count + costs.Length - label));
            }

            for (; label < costs.Length && costs[label] + costShift < until; label++)
            {
                var score = scores[label] + scoreShift;
                _sums[_count] = new Sum(costs[label] + costShift, score, label, item);
                _count += score < limit ? 1 : 0;
            }

            at[k] = label;
        }
    }

    private void Sort(double from, double scale, double limit)
    {
        Array.Fill(_leastBefore, double.PositiveInfinity);
        var sums = _sums.AsSpan(0, _count);
        foreach (ref readonly var sum in sums)
        {
            ref var least = ref _leastBefore[CellOf(sum.Cost, from, scale) + 1];
            least = Math.Min(least, sum.Score);
        }

        _leastBefore[0] = limit;
        for (var cell = 1; cell <= CellCount; cell++)
        {
            _leastBefore[cell] = Math.Min(_leastBefore[cell], _leastBefore[cell - 1]);
        }

        Array.Clear(_ends);
        var kept = 0;
        foreach (ref readonly var sum in sums)
        {
            var cell = CellOf(sum.Cost, from, scale);
            if (sum.Score < _leastBefore[cell])
            {
                sums[kept++] = sum;
                _ends[cell + 1]++;
            }
        }

        Place(kept, from, scale);
    }

    // Few share a cell, so that inserting is quick.
    private void Place(int kept, double from, double scale)
    {
        if (_sorted.Length < kept)
        {
            _sorted = new Sum[2 * kept];
        }

        for (var cell = 1; cell <= CellCount; cell++)
        {
            _ends[cell] += _ends[cell - 1];
        }

        var starts = _ends;
        for (var i = 0; i < kept; i++)
        {
            _sorted[starts[CellOf(_sums[i].Cost, from, scale)]++] = _sums[i];
        }

        for (var i = 1; i < kept; i++)
        {
            var sum = _sorted[i];
            var place = i;
            for (; place > 0 && sum.Precedes(_sorted[place - 1]); place--)
            {
                _sorted[place] = _sorted[place - 1];
            }

            _sorted[place] = sum;
        }

        _count = kept;
    }

    private static int CellOf(double cost, double from, double scale) =>
        Math.Clamp((int)((cost - from) * scale), 0, CellCount - 1);

    private readonly record struct Sum(double Cost, double Score, int Label, int Item)
    {
        public bool Precedes(in Sum other) => Cost != other.Cost
            ? Cost < other.Cost
            : Score != other.Score
                ? Score < other.Score
                : Item < other.Item || (Item == other.Item && Label < other.Label);
    }
}
