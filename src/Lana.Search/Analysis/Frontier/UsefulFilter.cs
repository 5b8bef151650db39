using Lana.Solvers.Knapsack;

namespace Lana.Analysis.Frontier;

/// <summary>Keeps the sums that lie on or below an envelope.</summary>
internal sealed class UsefulFilter(LineEnvelope envelope, CancellationToken cancellation) : ILabelFilter
{
    public bool GoesOn(double cost, int kept)
    {
        cancellation.ThrowIfCancellationRequested();
        return true;
    }

    public bool Keeps(double cost, double score) => score <= envelope.At(cost);
}
