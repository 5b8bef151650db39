namespace Lana.Solvers.Knapsack;

/// <summary>The sum of a label and an item of the next class.</summary>
internal readonly record struct LabelSum(double Cost, double Score, int Label, int Item)
{
    /// <summary>Returns true if this sum is cheaper, or better at equal cost; among equals, if its item and label come
    /// first.</summary>
    public bool Precedes(in LabelSum other) => Cost != other.Cost
        ? Cost < other.Cost
        : Score != other.Score
            ? Score < other.Score
            : Item < other.Item || (Item == other.Item && Label < other.Label);
}
