namespace Lana.Reproduction.Peers;

/// <summary>The duration of a preparation when it ran.</summary>
/// <param name="Seconds">In seconds.</param>
internal sealed record KeptSeconds(double Seconds);
