namespace Lana.Reproduction.Peers;

/// <summary>Random networks that were measured together.</summary>
/// <param name="Networks">The networks; empty if no further one was found.</param>
/// <param name="Seconds">The duration of drawing and measuring.</param>
internal sealed record DrawnBatch(IReadOnlyList<DrawnNetwork> Networks, double Seconds);
