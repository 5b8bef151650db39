using Lana.Selections;

namespace Lana.Reproduction.Peers;

/// <summary>A random network.</summary>
/// <param name="Selection">The operation of each layer.</param>
/// <param name="PredictedShare">The share of the teacher's latency by the latency table alone.</param>
/// <param name="Share">The measured share of the teacher's latency.</param>
internal sealed record DrawnNetwork(Selection Selection, double PredictedShare, double Share);
