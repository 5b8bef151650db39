namespace Lana.Calibration;

/// <summary>Predicts the latency of a network made of operations, without measuring it.</summary>
/// <remarks>Immutable and safe to share between threads: an observation gives a new predictor.</remarks>
public interface ILatencyPredictor
{
    /// <summary>Predicts the latency of a selection.</summary>
    /// <param name="selection">A selection for the layers of the network.</param>
    /// <returns>The latency of the assembled network, stem and head included.</returns>
    /// <exception cref="ArgumentException">The selection is for other layers.</exception>
    /// <exception cref="KeyNotFoundException">An operation is unknown in its layer.</exception>
    LatencyEstimate Predict(Selection selection);

    /// <summary>Learns from a network that was assembled and measured.</summary>
    /// <param name="selection">A selection for the layers of the network.</param>
    /// <param name="measuredMs">Its latency in milliseconds, positive.</param>
    /// <returns>A predictor that also takes this network into account.</returns>
    /// <exception cref="ArgumentException">The selection does not fit, or the latency is not positive and
    /// finite.</exception>
    ILatencyPredictor Observe(Selection selection, double measuredMs);

    /// <summary>Returns costs for the selector: a selection's sum is within a latency exactly if its predicted latency
    /// is.</summary>
    /// <param name="nearMs">The latency, such as a budget, in milliseconds, positive. Sums that are far from it may differ
    /// from the prediction.</param>
    /// <returns>Costs in <c>ms</c>, corrected.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The latency is not positive and finite.</exception>
    CostTable ToCostTable(double nearMs);
}
