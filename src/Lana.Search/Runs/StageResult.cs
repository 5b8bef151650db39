namespace Lana.Runs;

/// <summary>The result of a stage, with the fingerprint that later stages depend on.</summary>
/// <param name="Value">The result.</param>
/// <param name="Fingerprint">The fingerprint of everything the result was computed from.</param>
internal sealed record StageResult<T>(T Value, string Fingerprint) : IFingerprinted;
