namespace Lana.Pool;

/// <summary>The record of one candidate in a pool.</summary>
/// <param name="Key">The candidate.</param>
/// <param name="Fingerprint">The hash of everything the training depended on; with another one the candidate is trained
/// again.</param>
/// <param name="Steps">Training steps taken.</param>
/// <param name="InitialLoss">The mean loss of the first twentieth of the steps.</param>
/// <param name="FinalLoss">The mean loss of the last tenth of the steps.</param>
/// <param name="FileHash">The hash of the file of weights; empty if the operation was left out.</param>
/// <param name="Failure">The reason why the operation was left out; null if it was trained.</param>
public sealed record PoolEntry(
    CandidateKey Key,
    string Fingerprint,
    long Steps,
    double InitialLoss,
    double FinalLoss,
    string FileHash,
    string? Failure = null)
{
    /// <summary>Gets a value that indicates whether the operation can be used.</summary>
    public bool IsTrained => Failure is null;
}
