namespace Lana.Reproduction.Peers;

/// <summary>Lana and its peers on one teacher.</summary>
/// <param name="TeacherAccuracy">On the test images, 0 to 1.</param>
/// <param name="Rows">Budget by budget.</param>
/// <param name="Notes">The rows that are missing.</param>
internal sealed record PeersResult(
    double TeacherAccuracy, IReadOnlyList<PeerRow> Rows, IReadOnlyList<PeerNote> Notes);
