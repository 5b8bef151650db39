namespace Lana.Runs;

/// <summary>A stage input that knows its own fingerprint.</summary>
internal interface IFingerprinted
{
    string Fingerprint { get; }
}
