namespace Lana.Reproduction.Peers;

/// <summary>A row, or the reason why there is none.</summary>
/// <param name="Row">The row, or null.</param>
/// <param name="Note">The reason, or null.</param>
internal sealed record PeerOutcome(PeerRow? Row, PeerNote? Note)
{
    public static PeerOutcome Of(PeerRow row) => new(row, null);

    public static PeerOutcome Absent(string series, double budget, string reason) =>
        new(null, new PeerNote(series, budget, reason));
}
