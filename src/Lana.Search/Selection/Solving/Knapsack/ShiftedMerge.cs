namespace Lana.Selection.Solving.Knapsack;

/// <summary>Every label with every item of a class, by ascending cost and, at equal cost, ascending score.</summary>
internal ref struct ShiftedMerge
{
    private readonly ReadOnlySpan<double> _costs;
    private readonly ReadOnlySpan<double> _scores;
    private readonly double[] _costShifts;
    private readonly double[] _scoreShifts;
    private readonly int[] _positions;
    private readonly int[] _heap;
    private int _heapCount;

    public ShiftedMerge(LabelList labels, KnapsackClass group, int reference)
    {
        _costs = labels.Costs;
        _scores = labels.Scores;
        var (costReference, scoreReference) = (group.Costs[reference], group.Scores[reference]);
        _costShifts = Array.ConvertAll(group.Costs, cost => cost - costReference);
        _scoreShifts = Array.ConvertAll(group.Scores, score => score - scoreReference);
        _positions = new int[group.Count];
        _heap = new int[group.Count];
        _heapCount = labels.Count == 0 ? 0 : group.Count;

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

        item = _heap[0];
        label = _positions[item];
        cost = _costs[label] + _costShifts[item];
        score = _scores[label] + _scoreShifts[item];
        if (++_positions[item] == _costs.Length)
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
