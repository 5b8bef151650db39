namespace Lana.Selection.Solving.Knapsack;

/// <summary>Every label with every item of a class, by ascending cost and, at equal cost, ascending score.</summary>
internal ref struct ShiftedMerge
{
    private readonly ReadOnlySpan<double> _costs;
    private readonly ReadOnlySpan<double> _scores;
    private readonly double[] _costShifts;
    private readonly double[] _scoreShifts;
    private readonly int[] _items;
    private readonly int[] _positions;
    private readonly int[] _heap;
    private int _heapCount;

    /// <summary>Creates the merge.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="group">The class.</param>
    /// <param name="reference">The item that costs and scores are relative to.</param>
    /// <param name="items">The items to merge, ascending; null for all.</param>
    public ShiftedMerge(LabelList labels, KnapsackClass group, int reference, int[]? items = null)
    {
        _items = items ?? [.. Enumerable.Range(0, group.Count)];
        _costs = labels.Costs;
        _scores = labels.Scores;
        var (costReference, scoreReference) = (group.Costs[reference], group.Scores[reference]);
        _costShifts = Array.ConvertAll(_items, j => group.Costs[j] - costReference);
        _scoreShifts = Array.ConvertAll(_items, j => group.Scores[j] - scoreReference);
        _positions = new int[_items.Length];
        _heap = new int[_items.Length];
        _heapCount = labels.Count == 0 ? 0 : _items.Length;

        // Items ascend in cost, so that this order is a heap already.
        for (var item = 0; item < _heapCount; item++)
        {
            _heap[item] = item;
        }
    }

    public bool TryNext(out double cost, out double score, out int label, out int item)
    {
        if (_heapCount == 0)
        {
            (cost, score, label, item) = (0.0, 0.0, 0, 0);
            return false;
        }

        var source = _heap[0];
        item = _items[source];
        label = _positions[source];
        cost = _costs[label] + _costShifts[source];
        score = _scores[label] + _scoreShifts[source];
        if (++_positions[source] == _costs.Length)
        {
            _heap[0] = _heap[--_heapCount];
        }

        SiftDown();
        return true;
    }

    private readonly void SiftDown()
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= _heapCount)
            {
                return;
            }

            if (child + 1 < _heapCount && Precedes(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!Precedes(_heap[child], _heap[at]))
            {
                return;
            }

            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }

    private readonly bool Precedes(int x, int y)
    {
        var (costX, costY) = (_costs[_positions[x]] + _costShifts[x], _costs[_positions[y]] + _costShifts[y]);
        if (costX != costY)
        {
            return costX < costY;
        }

        var (scoreX, scoreY) = (_scores[_positions[x]] + _scoreShifts[x], _scores[_positions[y]] + _scoreShifts[y]);
        return scoreX != scoreY ? scoreX < scoreY : x < y;
    }
}
