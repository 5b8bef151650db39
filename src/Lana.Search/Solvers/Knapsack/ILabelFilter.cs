namespace Lana.Solvers.Knapsack;

/// <summary>Decides which of the sums that a <see cref="LabelSweep"/> finds are kept; called at ascending costs.</summary>
internal interface ILabelFilter
{
    /// <summary>Returns true if sums of at least this cost are to be examined, given the number kept so far.</summary>
    bool Continues(double cost, int kept);

    /// <summary>Returns true if a sum that no other dominates is to be kept.</summary>
    bool Keeps(double cost, double score);
}
