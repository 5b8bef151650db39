using System.Globalization;

namespace Samples;

/// <summary>Texts that do not depend on the language of the machine.</summary>
internal static class InvariantText
{
    /// <summary>The text, with percentages as <c>90.2%</c>.</summary>
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).Replace(" %", "%");
}
