namespace Lana.Solvers.Knapsack;

/// <summary>A label with an item of the next class.</summary>
internal readonly record struct LabelSum(double Cost, double Score, int Label, int Item)
{
    /// <summary>Whether it is cheaper, or of equal cost better; of equals the first item and label.</summary>
    public bool Precedes(in LabelSum other) => Cost != other.Cost
        ? Cost < other.Cost
        : Score != other.Score
            ? Score < other.Score
            : Item < other.Item || (Item == other.Item && Label < other.Label);
}
