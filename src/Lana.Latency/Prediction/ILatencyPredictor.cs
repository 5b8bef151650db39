using Lana.Candidates;

namespace Lana.Prediction;

/// <summary>Predicts what a network made of operations takes, without measuring it.</summary>
/// <remarks>Immutable and safe to share between threads: an observation gives a new predictor.</remarks>
public interface ILatencyPredictor
{
    /// <summary>Predicts the latency of a selection.</summary>
    /// <param name="selection">One operation name per layer, in the order of the layers.</param>
    /// <returns>The latency of the assembled network, stem and head included.</returns>
    /// <exception cref="ArgumentException">The number of names is not that of the layers.</exception>
    /// <exception cref="KeyNotFoundException">An operation is unknown in its layer.</exception>
    LatencyEstimate Predict(IReadOnlyList<string> selection);

    /// <summary>Learns from a network that was assembled and measured.</summary>
    /// <param name="selection">One operation name per layer.</param>
    /// <param name="measuredMs">Its latency in milliseconds, positive.</param>
    /// <returns>A predictor that knows this network too.</returns>
    /// <exception cref="ArgumentException">The selection does not fit, or the latency is not positive and
    /// finite.</exception>
    ILatencyPredictor Observe(IReadOnlyList<string> selection, double measuredMs);

    /// <summary>Costs for the selector: those within a latency by their sum are those that are predicted to
    /// be.</summary>
    /// <param name="nearMs">The latency, in milliseconds, positive: the budget. Sums that are far from it may differ
    /// from the prediction.</param>
    /// <returns>Costs in <c>ms</c>, corrected.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The latency is not positive and finite.</exception>
    CostTable ToCostTable(double nearMs);
}
