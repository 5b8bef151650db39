namespace Lana.Reproduction.Peers;

/// <summary>The reason why a method has no row.</summary>
/// <param name="Series">The method, one of <see cref="PeerSeries"/>.</param>
/// <param name="Budget">A share of the teacher's latency.</param>
/// <param name="Text">The reason, as a part of a sentence.</param>
internal sealed record PeerNote(string Series, double Budget, string Text);
