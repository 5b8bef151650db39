namespace Lana.Sharding;

/// <summary>A worker's word that it works on a unit.</summary>
/// <param name="Unit">The fingerprint of the unit in its plan.</param>
/// <param name="Owner">A name of the worker that no other has.</param>
/// <param name="Host">Its host, for a reader.</param>
/// <param name="ProcessId">Its process, for a reader.</param>
/// <param name="Lana">Its version of Lana, for a reader.</param>
/// <param name="Beat">Counts on while the worker lives: no clocks are compared.</param>
/// <param name="IsReleased">Whether it gave the unit back.</param>
internal sealed record Claim(string Unit, string Owner, string Host, int ProcessId, string Lana, long Beat, bool IsReleased)
{
    public string Worker => string.Create(CultureInfo.InvariantCulture, $"{Host}:{ProcessId}");

    public static Claim New(string unit, string version) =>
        new(unit, Guid.NewGuid().ToString("N"), Environment.MachineName, Environment.ProcessId, version, 0, false);
}
