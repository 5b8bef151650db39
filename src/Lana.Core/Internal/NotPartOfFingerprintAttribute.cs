namespace Lana.Internal;

/// <summary>Marks an options property that cannot change a result, for <see cref="OptionsFingerprint"/>.</summary>
/// <param name="reason">The reason why the property cannot change a result.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotPartOfFingerprintAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
