namespace Lana.Solvers.Knapsack;

/// <summary>What is worth keeping of the sums that a <see cref="LabelSweep"/> finds; asked at ascending costs.</summary>
internal interface ILabelFilter
{
    /// <summary>Whether to look at sums of at least this cost, given how many were kept so far.</summary>
    bool Continues(double cost, int kept);

    /// <summary>Whether a sum that no other dominates is worth keeping.</summary>
    bool Keeps(double cost, double score);
}
