namespace Lana.Solvers.Knapsack;

/// <summary>Partial selections of one stage, with ascending cost and descending score; each has a link to its
/// predecessor.</summary>
internal sealed class LabelList
{
    private double[] _costs;
    private double[] _scores;
    private int[] _parents;
    private ushort[] _items;

    public LabelList(int capacity)
    {
        _costs = new double[capacity];
        _scores = new double[capacity];
        _parents = new int[capacity];
        _items = new ushort[capacity];
    }

    public LabelList(ReadOnlySpan<LabelSum> sums)
        : this(sums.Length)
    {
        foreach (ref readonly var sum in sums)
        {
            Add(sum.Cost, sum.Score, sum.Label, sum.Item);
        }
    }

    /// <summary>The only label before the first class.</summary>
    public static LabelList Start => new([new LabelSum(0.0, 0.0, -1, 0)]);

    public int Count { get; private set; }

    public ReadOnlySpan<double> Costs => _costs.AsSpan(0, Count);

    public ReadOnlySpan<double> Scores => _scores.AsSpan(0, Count);

    /// <summary>The items, by stage, that led to a label of the last stage.</summary>
    public static int[] Trace(LabelList[] stages, int label)
    {
        var items = new int[stages.Length];
        for (var stage = items.Length - 1; stage >= 0; stage--)
        {
            items[stage] = stages[stage]._items[label];
            label = stages[stage]._parents[label];
        }

        return items;
    }

    /// <summary>At most the given number of labels: the best of each cost bucket.</summary>
    public LabelList Sample(int count)
    {
        var sample = new LabelList(Count);
        var width = (_costs[Count - 1] - _costs[0]) / count;
        for (var label = 0; label < Count; label++)
        {
            // The last label of a bucket has its best score.
            var isLast = label + 1 == Count
                || Math.Floor((_costs[label + 1] - _costs[0]) / width) > Math.Floor((_costs[label] - _costs[0]) / width);
            if (label == 0 || isLast)
            {
                sample.Add(this, label);
            }
        }

        return sample;
    }

    /// <summary>The number of labels that <see cref="Thin"/> leaves.</summary>
    public int CountThinned(double loss)
    {
        var (count, last) = (0, double.PositiveInfinity);
        for (var label = 0; label < Count; label++)
        {
            if (_scores[label] < last - loss)
            {
                (count, last) = (count + 1, _scores[label]);
            }
        }

        return count;
    }

    /// <summary>The labels without those that a cheaper label matches up to a loss in score.</summary>
    public LabelList Thin(double loss)
    {
        var thin = new LabelList(CountThinned(loss));
        for (var label = 0; label < Count; label++)
        {
            if (thin.Count == 0 || _scores[label] < thin._scores[thin.Count - 1] - loss)
            {
                thin.Add(this, label);
            }
        }

        return thin;
    }

    /// <summary>Keeps only the data that <see cref="Trace"/> needs, without spare capacity.</summary>
    public void Seal()
    {
        _costs = [];
        _scores = [];
        Array.Resize(ref _parents, Count);
        Array.Resize(ref _items, Count);
    }

    private void Add(LabelList other, int label) =>
        Add(other._costs[label], other._scores[label], other._parents[label], other._items[label]);

    private void Add(double cost, double score, int parent, int item)
    {
        _costs[Count] = cost;
        _scores[Count] = score;
        _parents[Count] = parent;
        _items[Count++] = (ushort)item;
    }
}
