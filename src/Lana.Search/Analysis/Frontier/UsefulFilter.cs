using Lana.Solvers.Knapsack;

namespace Lana.Analysis.Frontier;

/// <summary>Keeps the sums that are on or below an envelope.</summary>
internal sealed class UsefulFilter(LineEnvelope envelope, CancellationToken cancellation) : ILabelFilter
{
    public bool Continues(double cost, int kept)
    {
        cancellation.ThrowIfCancellationRequested();
        return true;
    }

    public bool Keeps(double cost, double score) => score <= envelope.At(cost);
}
