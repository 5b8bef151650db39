namespace Lana.Benchmarks.Imported;

/// <summary>The evaluation of a student of an imported network, in addition to its outputs' agreement with the
/// teacher's.</summary>
internal enum ImportedJudge
{
    /// <summary>No further evaluation.</summary>
    Outputs,

    /// <summary>Top-1 on labelled test images.</summary>
    Classes,

    /// <summary>Top-1 of a linear classifier that is fitted to its features.</summary>
    Features,
}
