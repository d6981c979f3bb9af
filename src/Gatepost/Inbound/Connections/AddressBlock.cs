using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gatepost.Inbound.Connections;

/// <summary>
/// What counts as one client for limits: an IPv4 address, or a /64 of IPv6, since whoever has one address of a /64 has them all.
/// </summary>
internal readonly record struct AddressBlock(AddressFamily Family, ulong Prefix)
{
    /// <summary>The block of an address; an IPv4 address that came over a dual-stack socket counts as IPv4.</summary>
    public static AddressBlock Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out var length);
        return length == 4
            ? new(AddressFamily.InterNetwork, BinaryPrimitives.ReadUInt32BigEndian(octets))
            : new(AddressFamily.InterNetworkV6, BinaryPrimitives.ReadUInt64BigEndian(octets));
    }
}
