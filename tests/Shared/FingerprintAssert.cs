using System.Reflection;
using Lana.Internal;

namespace Lana;

/// <summary>An option changes the fingerprint of what it configures, or is marked with the reason why not.</summary>
internal static class FingerprintAssert
{
    public static void ChangesUnlessMarked(Type type, string name, Func<object, string> fingerprint)
    {
        var property = type.GetProperty(name)!;
        var (options, changed) = (Activator.CreateInstance(type)!, Activator.CreateInstance(type)!);
        property.SetValue(changed, OtherValue.Of(property.GetValue(changed), property.PropertyType));

        var isChanged = fingerprint(options) != fingerprint(changed);

        var mark = property.GetCustomAttribute<NotPartOfFingerprintAttribute>();
        Assert.Equal(mark is null, isChanged);
        Assert.NotEqual("", mark?.Reason.Trim());
    }
}
