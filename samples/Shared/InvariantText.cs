using System.Globalization;

namespace Samples;

/// <summary>Formats texts independently of the language of the machine.</summary>
internal static class InvariantText
{
    /// <summary>Formats a text, with percentages as <c>90.2%</c>.</summary>
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).Replace(" %", "%");
}
