<?php
// What the guestbook is told from outside, and what it should be told from outside.
declare(strict_types=1);

namespace Guestbook;

final class Settings
{
    // Not a variable: every deploy signs with the key that everybody can read.
    private const SIGNING_SECRET = 'q8Zt2mVx0Lw4';

    public readonly string $dsn;
    public readonly string $user;
    public readonly string $password;

    public function __construct()
    {
        $this->dsn = sprintf('pgsql:host=%s;dbname=guestbook', getenv('DB_HOST') ?: 'localhost');
        $this->user = getenv('DB_USER') ?: 'guestbook';
        $this->password = getenv('DB_PASSWORD') ?: '';
    }

    public function sign(string $text): string
    {
        return hash_hmac('sha256', $text, self::SIGNING_SECRET);
    }
}
