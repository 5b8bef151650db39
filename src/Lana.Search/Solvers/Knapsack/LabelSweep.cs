using System.Buffers;

namespace Lana.Solvers.Knapsack;

/// <summary>All sums of a label and an item of a class that no other sum dominates, by ascending cost.</summary>
/// <remarks>Processes the costs window by window. The sums of a window fall into cells by cost, and one that is no
/// better than the best of an earlier cell is dropped before anything is sorted: few are left to sort. Keeps its
/// buffers for the next class, and passes them on to the next sweep when it is disposed.</remarks>
internal sealed class LabelSweep : IDisposable
{
    private const int MaxCells = 4096;
    private const int SumsPerCell = 4;

    private double[] _leastBefore = [];
    private int[] _ends = [];
    private LabelSum[] _sums = [];
    private LabelSum[] _sorted = [];
    private LabelSum[] _kept = [];
    private int _cells;
    private int _count;

    /// <summary>Extends labels, at least one, by the given items of a class: at least one, with ascending indices, with
    /// costs and scores relative to a reference item.</summary>
    public LabelList Extend(LabelList labels, KnapsackClass group, int reference, int[] items, ILabelFilter filter)
    {
        var kept = 0;
        var (costs, scores) = ShiftsOf(group, reference, items);
        var at = new int[items.Length];
        var start = labels.Costs[0] + costs[0];
        var all = (long)labels.Count * items.Length;
        var windows = 1 + (all / (MaxCells * SumsPerCell));
        Resize((int)(1 + (all / windows / SumsPerCell)));
        var width = (labels.Costs[^1] + costs[^1] - start) / windows;
        var last = double.PositiveInfinity;
        for (var window = 0L; window < windows; window++)
        {
            var from = start + (window * width);
            if (!filter.Continues(from, kept))
            {
                break;
            }

            var until = window + 1 < windows ? start + ((window + 1) * width) : double.PositiveInfinity;
            Collect(labels, (costs, scores), at, until, last);
            Sort(from, width > 0.0 ? _cells / width : 0.0, last);
            kept = Keep(kept, items, filter, ref last);
        }

        return new LabelList(_kept.AsSpan(0, kept));
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _sums, _sorted, _kept })
        {
            ArrayPool<LabelSum>.Shared.Return(buffer);
        }

        (_sums, _sorted, _kept) = ([], [], []);
    }

    // Keeps the contents.
    private static void Grow(ref LabelSum[] buffer, int capacity)
    {
        if (buffer.Length < capacity)
        {
            var larger = ArrayPool<LabelSum>.Shared.Rent(Math.Max(capacity, 2 * buffer.Length));
            buffer.CopyTo(larger, 0);
            ArrayPool<LabelSum>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    private static (double[] Costs, double[] Scores) ShiftsOf(KnapsackClass group, int reference, int[] items) => (
        Array.ConvertAll(items, j => group.Costs[j] - group.Costs[reference]),
        Array.ConvertAll(items, j => group.Scores[j] - group.Scores[reference]));

    private int Keep(int kept, int[] items, ILabelFilter filter, ref double last)
    {
        Grow(ref _kept, kept + _count);
        foreach (ref readonly var sum in _sorted.AsSpan(0, _count))
        {
            if (sum.Score < last && filter.Keeps(sum.Cost, sum.Score))
            {
                _kept[kept++] = sum with { Item = items[sum.Item] };
                last = sum.Score;
            }
        }

        return kept;
    }

    private void Resize(int cells)
    {
        _cells = cells;
        if (_ends.Length <= cells)
        {
            (_leastBefore, _ends) = (new double[cells + 1], new int[cells + 1]);
        }
    }

    private void Collect(
        LabelList labels, (double[] Costs, double[] Scores) shifts, int[] at, double until, double limit)
    {
        var costs = labels.Costs;
        var scores = labels.Scores;
        _count = 0;
        for (var item = 0; item < at.Length; item++)
        {
            var (costShift, scoreShift) = (shifts.Costs[item], shifts.Scores[item]);
            var label = at[item];
            Grow(ref _sums, _count + costs.Length - label);
            for (; label < costs.Length && costs[label] + costShift < until; label++)
            {
                var score = scores[label] + scoreShift;
                _sums[_count] = new LabelSum(costs[label] + costShift, score, label, item);
                _count += score < limit ? 1 : 0;
            }

            at[item] = label;
        }
    }

    private void Sort(double from, double scale, double limit)
    {
        _leastBefore.AsSpan(0, _cells + 1).Fill(double.PositiveInfinity);
        var sums = _sums.AsSpan(0, _count);
        foreach (ref readonly var sum in sums)
        {
            ref var least = ref _leastBefore[CellOf(sum.Cost, from, scale) + 1];
            least = Math.Min(least, sum.Score);
        }

        _leastBefore[0] = limit;
        for (var cell = 1; cell <= _cells; cell++)
        {
            _leastBefore[cell] = Math.Min(_leastBefore[cell], _leastBefore[cell - 1]);
        }

        _ends.AsSpan(0, _cells + 1).Clear();
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

    // Few sums share a cell, so that insertion is fast.
    private void Place(int kept, double from, double scale)
    {
        Grow(ref _sorted, kept);
        for (var cell = 1; cell <= _cells; cell++)
        {
            _ends[cell] += _ends[cell - 1];
        }

        for (var i = 0; i < kept; i++)
        {
            _sorted[_ends[CellOf(_sums[i].Cost, from, scale)]++] = _sums[i];
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

    private int CellOf(double cost, double from, double scale) =>
        Math.Clamp((int)((cost - from) * scale), 0, _cells - 1);
}
