namespace Lana.Selection.Solving.Knapsack;

/// <summary>Partial selections of one stage: cost ascends, score descends, and each knows where it came from.</summary>
internal sealed class LabelList
{
    private double[] _costs = new double[64];
    private double[] _scores = new double[64];
    private int[] _parents = new int[64];
    private ushort[] _items = new ushort[64];

    public int Count { get; private set; }

    public ReadOnlySpan<double> Costs => _costs.AsSpan(0, Count);

    public ReadOnlySpan<double> Scores => _scores.AsSpan(0, Count);

    public int ParentOf(int label) => _parents[label];

    public int ItemOf(int label) => _items[label];

    public void Add(double cost, double score, int parent, int item)
    {
        if (Count == _costs.Length)
        {
            var capacity = 2 * Count;
            Array.Resize(ref _costs, capacity);
            Array.Resize(ref _scores, capacity);
            Array.Resize(ref _parents, capacity);
            Array.Resize(ref _items, capacity);
        }

        _costs[Count] = cost;
        _scores[Count] = score;
        _parents[Count] = parent;
        _items[Count++] = (ushort)item;
    }

    /// <summary>Keeps only what the way back needs, at its true size.</summary>
    public void Seal()
    {
        _costs = [];
        _scores = [];
        Array.Resize(ref _parents, Count);
        Array.Resize(ref _items, Count);
    }
}
