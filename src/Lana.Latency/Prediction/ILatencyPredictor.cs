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

    /// <summary>The costs by which the selector predicts what this predictor predicts.</summary>
    /// <returns>Costs in <c>ms</c>, corrected.</returns>
    CostTable ToCostTable();
}
